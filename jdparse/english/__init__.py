"""English as the letter, the profile and the checks read it: a parser, verb forms, persons, and phrases cut to the point.

Never imported by `tailor analyze`, whose start-up does not wait for the parser.
"""

"""The applicant's facts: values, files, interview, résumés."""

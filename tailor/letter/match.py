from tailor.match import Match, fold_name, match_stories, match_story, prefer_known_tool  # noqa: F401  (a placeholder; being replaced)

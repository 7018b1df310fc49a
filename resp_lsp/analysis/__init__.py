"""Source text to facts about responses. The only package that imports libcst."""

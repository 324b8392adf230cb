"""Reports: pure functions from what the library found to text for people (`text`) and to JSON (`json`).

Both count alike. Nothing here prints, and no value of a pupil shows unless it was asked for.
"""

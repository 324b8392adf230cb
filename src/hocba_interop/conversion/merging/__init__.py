"""Mid-year moves (chuyển trường): the parts of two schools put together into one report card a pupil."""

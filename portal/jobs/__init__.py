"""F1: jobs, outbox and timetable. ``enqueue`` and ``handler`` are the whole use."""

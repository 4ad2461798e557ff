"""Flash sales under faults: a real installation, a crowd, a seeded schedule, and a judge with the request history.

`python -m tests.faults.flash --seeds 100` runs a hundred schedules. One number makes the same schedule again; which
process wins which race is the machine's.
"""

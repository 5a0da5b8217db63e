"""The whole product in a storm: killed, frozen, cut off and lied to, while people go on talking; then the books are
compared. `python -m tests.faults --minutes 15 --seed 7` prints what happened.

rig, families      the product as `bin/run` starts it, and its processes
company, traffic    customers who write, agents who answer through the JSON API
deaths, weather, surroundings   the faults
storm              one after another, then at random
doctor             whether /healthz and /readyz tell the truth meanwhile
calm               everybody finishes, and says one thing more while Redis is away
accounts, testimony, auditor    what the customers, the database and a watching browser say, compared
report             all of it in Markdown
"""

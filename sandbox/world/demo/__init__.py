"""The demo: a shop in which a season of customers lives, or a real purchase history runs by, in a minute or two.

    make demo                     a season of simulated customers, then shop, inbox and dashboard on this machine
    make demo ONCE=1              end after the report; the exit status says whether everything happened
    make demo HISTORY=file        a real purchase history instead of the season (see history/)
    make demo REPORT=file         write the report as JSON, too

Only time is pretended: it stands still and jumps (clock.py). Customers use the shop's own API and the links of the
mails they find in the inbox, mails travel over SMTP, and the journeys run on the engine that production runs on.
"""

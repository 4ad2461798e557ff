"""Everything that happens by itself, and how often in seconds."""

from app.accounts.forgetting import forget
from app.flash.timetable import keep_time
from app.imports.running import run_waiting
from app.jobs import sweep
from app.orders.cart import forget_unused
from app.orders.expiry import expire_due
from app.payments.listening import process_waiting
from app.payments.polling import poll_due
from app.payments.repaying import send_due
from app.web.pictures import forget_removed

sweep(every=5)(expire_due)
sweep(every=1)(keep_time)
sweep(every=1)(run_waiting)
sweep(every=1)(process_waiting)
sweep(every=2)(poll_due)
sweep(every=2)(send_due)
sweep(every=3600)(forget)
sweep(every=3600)(forget_unused)
sweep(every=3600)(forget_removed)

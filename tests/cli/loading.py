"""An app that is never done with loading; it says when it has begun."""

import time

print("loading", flush=True)
time.sleep(60)

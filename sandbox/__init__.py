"""Local twins of payment providers: the real wire format, play money, and every bad temper a provider can have.

Nothing here is shared with app/payments: a mistake made twice by the same hand would cancel itself out.
"""

"""What a response code means: three digits of HTTP, two of the service, two of the case.

Sources: the lists of response codes at Midtrans (create-va, qr-mpm-generate, refund, notification) and DOKU.
UNVERIFIED as a whole: what is not listed goes by its HTTP digits.
"""

from ...failure import Down, Duplicate, Invalid, KeysRefused, MethodOff, Missing, ProviderFailure, TooLate

Kind = type[ProviderFailure]
CREATES = ("27", "47", "54")
CASES: dict[tuple[str, str], Kind] = {
    ("403", "01"): MethodOff,  # not allowed to call this
    ("403", "04"): Down,  # too many calls
    ("403", "06"): Down,  # cut-off in progress
    ("403", "15"): TooLate,  # not permitted (any more)
    ("403", "19"): MethodOff,  # merchant suspended
    ("404", "00"): TooLate,  # transaction status
    ("404", "04"): TooLate,  # cancelled by the payer
    ("404", "08"): KeysRefused,  # merchant unknown
    ("404", "10"): TooLate,  # no such step in its journey
    ("404", "13"): Invalid,  # amount
    ("404", "14"): TooLate,  # paid
    ("404", "18"): Duplicate,  # the reference was used with other data
    ("404", "19"): TooLate,  # expired
    ("405", "00"): MethodOff,  # no such function
}
STATUSES: dict[str, Kind] = {
    "400": Invalid, "401": KeysRefused, "403": Invalid, "404": Missing, "405": TooLate, "409": Duplicate, "429": Down,
}  # fmt: skip
STALE_TOKEN = ("01", "03")
"""Cases of 401 that blame the token, not the signature: nothing was done, and another token may do."""


def meaning(code: str) -> Kind | None:
    """The failure that a code stands for, None for none of these: done, under way (202), or nobody knows (5xx)."""
    if code[:3] == "403" and code[3:5] in CREATES and code[5:7] == "15":
        return MethodOff
    return CASES.get((code[:3], code[5:7])) or STATUSES.get(code[:3])


def is_stale_token(code: str) -> bool:
    """Whether to try once more with a new token."""
    return code[:3] == "401" and code[5:7] in STALE_TOKEN

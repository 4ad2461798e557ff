import pytest

from app.accounts import phone
from app.core.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("022 4231234", "+62224231234"),
        ("+65 9123 4567", "+6591234567"),
    ],
)
def test_a_number_is_kept_in_one_spelling(typed, kept):
    assert phone.normalise(typed) == kept


@pytest.mark.parametrize("typed", ["", "12345", "99999", "0812", "nomor saya", "081234567890123456"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Refusal, match="belum lengkap"):
        phone.normalise(typed)

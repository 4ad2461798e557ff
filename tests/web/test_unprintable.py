import pytest


@pytest.mark.parametrize(
    "address",
    ["/@{}/products/%00", "/@{}/orders/%00", "/@{}?q=%00", "/backoffice/orders?q=%00", "/backoffice/search?q=a%00b"],
)
def test_a_nul_in_an_address_is_refused_in_a_sentence(as_sari, sari, address):
    answer = as_sari.get(address.format(sari.vendor.slug))

    assert answer.status_code == 400
    assert "Permintaan tidak lengkap" in answer.text


@pytest.mark.parametrize("address", ["/backoffice/settings/profile", "/backoffice/settings/locations", "/session"])
def test_a_nul_in_a_form_is_refused_in_a_sentence(as_sari, address):
    answer = as_sari.post(address, data={"name": "Sari\0", "contact": "a"})

    assert answer.status_code == 400
    assert "Tidak ada data" in answer.text

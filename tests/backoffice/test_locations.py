import pytest

from app.core import tenancy
from app.stock import location

HOME = "/backoffice/settings/locations"


def places(app, who):
    with app.app_context(), tenancy.acting_for(who.vendor_id):
        return location.every(who.vendor_id)


@pytest.fixture
def attic(app, as_sari, sari):
    """A second place."""
    as_sari.post(HOME, data={"name": "Loteng"})
    return places(app, sari)[1]


def test_the_first_look_shows_the_first_location(as_sari):
    assert 'value="Toko"' in as_sari.get(HOME).text


def test_a_location_is_added_renamed_and_put_first(app, as_sari, sari, attic):
    assert as_sari.patch(f"{HOME}/{attic.id}", data={"name": "Gudang", "sells_online": "1"}).status_code == 303
    assert as_sari.put(f"{HOME}/order", data={"first": str(attic.id)}).status_code == 303
    assert [(one.name, one.sells_online) for one in places(app, sari)] == [("Gudang", True), ("Toko", True)]
    assert "Utama" in as_sari.get(HOME).text


def test_a_name_twice_is_refused_and_stays_typed(as_sari, attic):
    answer = as_sari.post(HOME, data={"name": "loteng"})
    assert answer.status_code == 422
    assert "Sudah ada lokasi bernama loteng." in answer.text
    assert 'value="loteng"' in answer.text


def test_the_last_that_sells_online_stays_so(app, as_sari, sari, attic):
    for place, status in zip(places(app, sari), (303, 422), strict=True):
        assert as_sari.patch(f"{HOME}/{place.id}", data={"name": place.name}).status_code == status


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("post", ""), ("patch", "/{id}"), ("put", "/order")])
def test_staff_may_not(as_budi, attic, method, path):
    assert getattr(as_budi, method)(HOME + path.format(id=attic.id), data={"name": "x"}).status_code == 403


@pytest.mark.parametrize(("method", "path"), [("patch", "/{id}"), ("put", "/order")])
def test_a_stranger_finds_nothing(as_rudi, attic, method, path):
    form = {"name": "x", "first": str(attic.id)}
    assert getattr(as_rudi, method)(HOME + path.format(id=attic.id), data=form).status_code == 404

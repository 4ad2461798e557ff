"""How a browser sends the forms of our pages."""

import io
import re

HOME = "/backoffice/products"


def token(client, address=HOME):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).get_data(as_text=True))[1]


def send(client, address, files=(), **fields):
    data = {"csrf_token": token(client)} | fields | ({"photo": list(files)} if files else {})
    return client.post(address, data=data, content_type="multipart/form-data")


def html(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def file(data, name="foto.jpg"):
    return (io.BytesIO(data), name)


def fields_of(page):
    """What a browser would send of the product form, as it stands."""
    form = page[page.index('id="product-form"') :]
    form = form[: form.index("</form>")]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    for tag, body in re.findall(r"<select([^>]*)>(.*?)</select>", form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[re.search(r'name="([^"]*)"', tag)[1]] = [chosen[1] if chosen else ""]
    for tag, body in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", form, re.S):
        found[re.search(r'name="([^"]*)"', tag)[1]] = [body.strip()]
    return found


def save(client, one_id, **changes):
    fields = fields_of(html(client, f"{HOME}/{one_id}")) | changes
    return client.post(f"{HOME}/{one_id}?_method=put", data=fields)

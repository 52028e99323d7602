import urllib.request


def test_the_site_is_served(asgi_server):
    with urllib.request.urlopen(asgi_server.url + "/", timeout=20) as page:
        assert "Parallax" in page.read().decode()
    with urllib.request.urlopen(asgi_server.url + "/static/css/base.css", timeout=20) as page:
        assert page.status == 200

"""Numbers, accounts, profile, subscription and tokens."""

from tests.simulator.running import APP_ID, APP_SECRET, DISPLAY, NUMBER, OTHER_NUMBER, TOKEN, WABA, Running


def test_number_and_its_fields(simulator: Running) -> None:
    number = simulator.graph("GET", NUMBER).json()
    assert set(number) == {"id", "display_phone_number", "verified_name", "quality_rating", "code_verification_status"}
    assert "".join(filter(str.isdigit, number["display_phone_number"])) == DISPLAY
    asked = simulator.graph("GET", f"{NUMBER}?fields=throughput,status,health_status,nonsense").json()
    assert (asked["throughput"], asked["status"], asked["id"]) == ({"level": "STANDARD"}, "CONNECTED", NUMBER)
    assert [entity["entity_type"] for entity in asked["health_status"]["entities"]] == ["PHONE_NUMBER", "WABA", "APP"]
    assert "nonsense" not in asked


def test_account_and_its_numbers(simulator: Running) -> None:
    assert simulator.graph("GET", f"{WABA}?fields=name,currency").json()["currency"] == "BRL"
    numbers = simulator.graph("GET", f"{WABA}/phone_numbers").json()
    assert [number["id"] for number in numbers["data"]] == [NUMBER, OTHER_NUMBER]
    assert "cursors" in numbers["paging"]
    assert simulator.graph("GET", "555/phone_numbers").json()["error"]["error_subcode"] == 33


def test_subscription(simulator: Running) -> None:
    assert simulator.graph("GET", f"{WABA}/subscribed_apps").json() == {"data": []}
    assert simulator.graph("POST", f"{WABA}/subscribed_apps").json() == {"success": True}
    [app] = simulator.graph("GET", f"{WABA}/subscribed_apps").json()["data"]
    assert app["whatsapp_business_api_data"]["id"] == APP_ID
    simulator.graph("DELETE", f"{WABA}/subscribed_apps")
    assert simulator.graph("GET", f"{WABA}/subscribed_apps").json() == {"data": []}


def test_register_wants_a_pin_of_six(simulator: Running) -> None:
    good = {"messaging_product": "whatsapp", "pin": "123456"}
    assert simulator.graph("POST", f"{NUMBER}/register", json=good).json() == {"success": True}
    assert simulator.graph("POST", f"{NUMBER}/register", json={**good, "pin": "12"}).json()["error"]["code"] == 100


def test_profile(simulator: Running) -> None:
    path = f"{NUMBER}/whatsapp_business_profile"
    change = {"messaging_product": "whatsapp", "about": "Cafés", "websites": ["https://loja.example"]}
    assert simulator.graph("POST", path, json=change).json() == {"success": True}
    [profile] = simulator.graph("GET", f"{path}?fields=about,websites,email").json()["data"]
    assert profile == {"about": "Cafés", "websites": ["https://loja.example"], "messaging_product": "whatsapp"}
    assert simulator.graph("POST", path, json={**change, "about": "x" * 140}).json()["error"]["code"] == 100
    assert simulator.graph("POST", path, json={**change, "vertical": "PIRATE"}).json()["error"]["code"] == 131009


def test_blocked_users_are_listed(simulator: Running) -> None:
    simulator.customer()
    simulator.say()
    blocked = {"messaging_product": "whatsapp", "block_users": [{"user": "5511987654321"}]}
    simulator.graph("POST", f"{NUMBER}/block_users", json=blocked)
    listed = simulator.graph("GET", f"{NUMBER}/block_users").json()["data"]
    assert [user["wa_id"] for user in listed] == ["5511987654321"]


def test_debug_token(simulator: Running) -> None:
    path = f"debug_token?input_token={TOKEN}"
    own = simulator.graph("GET", path, token=f"{APP_ID}|{APP_SECRET}").json()["data"]
    assert own["is_valid"] is True
    assert own["granular_scopes"][0]["target_ids"] == [WABA]
    simulator.switch(token="expired")
    assert simulator.graph("GET", path, token=f"{APP_ID}|{APP_SECRET}").json()["data"]["is_valid"] is False


def test_unknown_path_is_an_error_of_graph(simulator: Running) -> None:
    answer = simulator.graph("GET", f"{NUMBER}/horoscope")
    assert answer.status_code == 404
    assert "Unknown path" in answer.json()["error"]["message"]

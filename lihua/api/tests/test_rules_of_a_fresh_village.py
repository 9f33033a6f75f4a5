def test_a_fresh_village_tells_apps_the_rules_that_every_village_starts_with(client, db):
    told = client.get("/api/v1/instance/rules", headers={"Accept-Language": "zh-CN"}).json()
    assert len(told) == 6
    assert told[1]["text"].startswith("不仇恨")

"""One person, one key."""

import pytest

from chatapp.whatsapp.identity import bsuid_country, canonical_key, digits, display_phone, is_bsuid, is_parent_bsuid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5531988210467", "553188210467"),
        ("5511961234567", "551161234567"),
        ("+55 (31) 98821-0467", "553188210467"),
        ("5215512345678", "525512345678"),
        ("5491123456789", "541123456789"),
    ],
)
def test_both_forms_of_a_phone_have_one_key(one, other):
    assert canonical_key(one) == canonical_key(other)
    assert canonical_key(canonical_key(one)) == canonical_key(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("551133445566", "5511933445566"),  # a landline and a mobile whose number only looks like it with a 9
        ("5531988210467", "5531988210468"),
        ("553188210467", "553288210467"),
        ("5511988772841", "11988772841"),
        ("<USER_A>", "<USER_B>"),
    ],
)
def test_different_people_have_different_keys(one, other):
    assert canonical_key(one) != canonical_key(other)


@pytest.mark.parametrize("same", ["551133445566", "5511988772841", "972987654321", "16505551234", "5255123456789"])
def test_other_numbers_are_their_own_key(same):
    assert canonical_key(same) == same


@pytest.mark.parametrize(
    ("wa_id", "shown"),
    [
        ("5511988772841", "+55 11 98877-2841"),
        ("551188772841", "+55 11 98877-2841"),
        ("551133445566", "+55 11 3344-5566"),
        ("5215512345678", "+52 55 1234 5678"),
        ("5491123456789", "+54 9 11 2345-6789"),
        ("16505551234", "+1 650-555-1234"),
        ("999", "999"),
        ("5511", "5511"),
        ("<USER_A>", "<USER_A>"),
        ("", ""),
    ],
)
def test_numbers_as_people_read_them(wa_id, shown):
    assert display_phone(wa_id) == shown


def test_only_digits():
    assert digits("+55 (11) 98877-2841") == "5511988772841"
    assert digits("٥٥ loja") == ""


@pytest.mark.parametrize(
    ("value", "user", "parent", "country"),
    [
        ("BR.1502576394655843", True, False, "BR"),
        ("BR.ENT.118157992", True, True, "BR"),
        ("US." + "a1" * 64, True, False, "US"),
        ("US." + "a" * 129, False, False, None),
        ("br.150", False, False, None),
        ("BR.", False, False, None),
        ("BR.12-3", False, False, None),
        ("BR.1\n", False, False, None),
        ("5511988772841", False, False, None),
    ],
)
def test_bsuids(value, user, parent, country):
    assert (is_bsuid(value), is_parent_bsuid(value), bsuid_country(value)) == (user, parent, country)

import collections
import string

import pytest

from clients import refused

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TYPES = [string.ascii_lowercase, string.ascii_uppercase, string.digits, PUNCTUATION]


def password(client, **options):
    return client.get_random_password(**options)["RandomPassword"]


def test_the_default_has_32_characters_of_all_types(client):
    for _ in range(20):
        made = password(client)
        assert len(made) == 32 and set(made) <= set("".join(TYPES))
        assert all(set(made) & set(type_) for type_ in TYPES)


def test_no_two_are_the_same(client):
    assert len({password(client) for _ in range(50)}) == 50


@pytest.mark.parametrize("length", [4, 5, 100, 4096])
def test_lengths(client, length):
    assert len(password(client, PasswordLength=length)) == length


def test_each_type_is_there_even_in_the_shortest(client):
    for _ in range(50):
        made = password(client, PasswordLength=4)
        assert all(len(set(made) & set(type_)) == 1 for type_ in TYPES)


@pytest.mark.parametrize(
    "option, characters",
    [
        ("ExcludeLowercase", string.ascii_lowercase),
        ("ExcludeUppercase", string.ascii_uppercase),
        ("ExcludeNumbers", string.digits),
        ("ExcludePunctuation", PUNCTUATION),
    ],
)
def test_types_are_left_out(client, option, characters):
    assert not set(password(client, PasswordLength=4096, **{option: True})) & set(characters)


def test_characters_are_left_out(client):
    assert not set(password(client, PasswordLength=4096, ExcludeCharacters='abcXYZ019!\\"')) & set('abcXYZ019!\\"')


def test_space_is_admitted_on_request_only(client):
    assert " " not in password(client, PasswordLength=4096)
    assert " " in password(client, PasswordLength=4096, IncludeSpace=True)


def test_characters_are_about_equally_frequent(client):
    count = collections.Counter()
    for _ in range(20):
        count.update(password(client, PasswordLength=4096, RequireEachIncludedType=False))
    assert set(count) == set("".join(TYPES))
    expected = 20 * 4096 / 94  # about 870, with a standard deviation of 29
    assert all(abs(n - expected) < 6 * 30 for n in count.values())


def test_one_character_is_enough_when_no_type_is_required(client):
    assert len(password(client, PasswordLength=1, RequireEachIncludedType=False)) == 1


def test_a_length_below_the_number_of_types_is_refused(client):
    with refused("InvalidParameterException", "Password length is too short based on the required types."):
        client.get_random_password(PasswordLength=3)


def test_nothing_left_is_refused(client):
    with refused("InvalidParameterException", "All characters have been excluded from selection."):
        client.get_random_password(
            ExcludeLowercase=True, ExcludeUppercase=True, ExcludeNumbers=True, ExcludePunctuation=True
        )


def test_an_emptied_type_is_refused_when_required(client):
    with refused("InvalidParameterException", "All characters of the desired type have been excluded."):
        client.get_random_password(ExcludeCharacters=string.digits)
    made = password(client, ExcludeCharacters=string.digits, RequireEachIncludedType=False)
    assert len(made) == 32 and not set(made) & set(string.digits)


@pytest.mark.parametrize(
    "request_, like",
    [
        ({"PasswordLength": 0}, "Value '0' at 'passwordLength' .* Member must have value greater than or equal to 1$"),
        ({"PasswordLength": 4097}, "Value '4097' at 'passwordLength' .* value less than or equal to 4096$"),
        ({"ExcludeCharacters": "x" * 4097}, "at 'excludeCharacters' .* length less than or equal to 4096$"),
    ],
)
def test_constraints(loose, request_, like):
    with refused("ValidationException", like=like):
        loose.get_random_password(**request_)

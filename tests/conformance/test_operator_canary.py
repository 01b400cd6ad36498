"""Marked values through the operator's commands, which read, take or give secrets; then the search for them in what the
commands said, the server's log at its lowest level, the data and the audit records. Standard output has what a command is
there to print."""

import re
import uuid

from production import Administrator, Production
from server_process import Server, run_to_end
from test_leaks import spellings

GIVEN = re.compile(r"^(?:AWS_SECRET_ACCESS_KEY|SHARE_\d+)=(\S+)$", re.M)
SECOND, THIRD = "444455556666", "777788889999"


def mark(kind):
    return f"{kind}{uuid.uuid4().hex}"


class Acts:
    """Commands on a production server, and every secret that went into one or came out of it."""

    def __init__(self, folder, seal=None):
        self.folder = folder
        self.production = Production(folder, seal)
        self.secrets = set()
        self.said = {}  # what a command or a log said, without the secrets that it is there to print

    def run(self, *command, given=(), code=0, **env):
        self.secrets.update(given)
        self.keep(command, self.production.run(*command, given=given, **env), code)

    def run_on_data(self, *command, code=0):
        self.keep(command, run_to_end(*command, "--data", self.production.data, seconds=60), code)

    def keep(self, command, ended, code):
        assert ended.returncode == code, (command, ended.stderr)
        self.last = ended
        new = set(GIVEN.findall(ended.stdout))
        self.secrets |= new
        printed = GIVEN.sub("", ended.stdout) if new else ended.stdout
        self.said[f"{len(self.said)}: {' '.join(map(str, command))}"] = printed + ended.stderr

    def serve(self, **env):
        with self.production.config.open("a") as config:
            config.write('[log]\nlevel = "debug"\n')
        return self.production.serve(**env)

    def end(self, server):
        assert server.stop() == 0
        assert " debug request " in server.stderr() or " info " in server.stderr()
        self.said["the log"] = server.stdout() + server.stderr()

    def places(self):
        """Where secrets were found, by what is not the settings or the key."""
        data, *copies = self.production.data, self.folder / "backup", self.folder / "export"
        files = [file for root in (data, *copies) for file in (root, *root.rglob("*")) if file.is_file()]
        content = {**{str(file): file.read_bytes() for file in files}, **{k: v.encode() for k, v in self.said.items()}}
        forms = [form for secret in self.secrets for form in spellings(secret)]
        return {place for place, bytes_there in content.items() if any(form in bytes_there for form in forms)}


def test_shares_and_access_keys_are_only_where_they_are_printed(tmp_path):
    acts = Acts(tmp_path, 'kind = "shares"')
    acts.run("init", "--shares", 3, "--threshold", 2)
    administrator = Administrator(acts.last)
    first, second, third = administrator.shares
    value = mark("value")
    acts.secrets.add(value)
    with acts.serve() as server:
        acts.run("unseal", given=[mark("no-share")], code=1)
        acts.run("unseal", given=[first])
        acts.run("unseal", given=[first], code=1)
        acts.run("unseal", given=["x" + second[1:]], code=1)
        acts.run("unseal", given=[second])
        acts.run("unseal", given=[third])
        administrator.client(server).create_secret(Name="db", SecretString=value)
        administrator.client(server).get_secret_value(SecretId="db")
        acts.run("account", "create", SECOND)
        acts.run("account", "create", SECOND, code=1)
        arn = administrator.client(server, "sts").get_caller_identity()["Arn"]
        explain = ("--principal", arn, "--action", "secretsmanager:GetSecretValue", "--resource", "*")
        acts.run("explain", *explain)
        acts.run("list", "--use")
        acts.run("list", "--unused-for", "90d")
        acts.run("status")
        acts.run("audit", "verify")
        acts.run("audit", "public-key")
        acts.run("audit", "rotate-key")
        acts.run("audit", "tail")
        acts.run("audit", "export")
        acts.run("audit", "export", "--format", "cloudtrail", "--output", tmp_path / "export")
        acts.run_on_data("backup", "create", tmp_path / "backup")
        acts.run("rekey", "root", "--shares", 3, "--threshold", 2)
        fresh = GIVEN.findall(acts.last.stdout)
        acts.run("seal")
        acts.run("unseal", given=[first], code=1)
        acts.run("unseal", given=[fresh[0]])
        acts.run("unseal", given=[fresh[1]])
        acts.end(server)
    acts.run("init", "--recover", given=fresh[:2])
    assert len(acts.secrets) >= 12
    assert acts.places() == set()


def test_a_passphrase_is_nowhere(tmp_path):
    acts = Acts(tmp_path, 'kind = "passphrase"')
    words = mark("correct horse ")
    acts.run("init", given=[mark("x")[:13]], code=2)
    acts.run("init", given=[words])
    with acts.serve() as server:
        acts.run("unseal", given=[mark("wrong horse ")], code=1)
        acts.run("unseal", given=[words])
        acts.run("account", "create", SECOND)
        acts.run("rekey", "root", given=[mark("other horse ")])
        acts.end(server)
    assert acts.places() == set()


def test_the_root_users_key_from_the_environment_is_nowhere(tmp_path):
    acts = Acts(tmp_path)
    root = {"STRONGROOM_ROOT_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "STRONGROOM_ROOT_SECRET_ACCESS_KEY": mark("root")}
    acts.secrets.add(root["STRONGROOM_ROOT_SECRET_ACCESS_KEY"])
    with acts.serve(**root) as server:
        acts.run("init")
        acts.run("account", "create", THIRD)
        acts.end(server)
    assert acts.places() == set()


SEED = """
[[user]]
name = "alice"
access_key_id = "ALICEKEY"
secret_access_key = "{key}"
[[secret]]
name = "app/db"
value = "{value}"
"""
# What makes it a wrong one, each beside a secret.
WRONG = [
    '[[secret]]\nname = "a"\nvalue = "{value}" "{value}"\n',
    '[[secret]]\nname = "a"\nvalue = ["{value}"]\n',
    '[[secret]]\nname = "a"\nvalues = "{value}"\n',
    '[[secret]]\nname = "*"\nvalue = "{value}"\n',
    '[[secret]]\nname = "a"\nvalue = "{value}\n',
    '[[user]]\nname = "b"\nsecret_access_key = "{value}"\n',
    '[[user]]\nname = "b"\naccess_key_id = "x"\nsecret_access_key = "{value}"\n',
]


def test_the_values_of_a_seed_file_are_nowhere(tmp_path):
    acts = Acts(tmp_path)
    marks = {"key": mark("alice"), "value": mark("value")}
    acts.secrets.update(marks.values())
    file = tmp_path / "seed.toml"
    for wrong in WRONG:
        file.write_text(SEED.format(**marks) + wrong.format(**marks))
        where = ("--data", acts.production.data, "--listen", "127.0.0.1:0", "--log-level", "debug")
        acts.keep(("dev", wrong), run_to_end("dev", *where, "--seed", file), code=2)
    file.write_text(SEED.format(**marks))
    with Server.dev("--data", acts.production.data, "--seed", file, "--log-level", "debug") as server:
        acts.end(server)
    assert acts.places() == set()


def test_the_search_finds_what_is_there(tmp_path):
    acts = Acts(tmp_path, 'kind = "shares"')
    acts.run("init", "--shares", 2, "--threshold", 2)
    assert not acts.places()
    acts.said["a careless log"] = f"opened by {min(acts.secrets)}"
    acts.secrets.add('"eventName":"Init"')  # what is no secret, and recorded
    assert len(acts.places()) >= 2

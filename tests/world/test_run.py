import socket

from world.run import processes, serving_environment, welcome


def test_taken_ports_are_passed_over():
    # given
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        # when
        environment = serving_environment({}, first_port=port)

    # then
    assert int(environment["PORT"]) > port
    assert environment["PUBLIC_URL"] == f"http://localhost:{environment['PORT']}"


def test_given_ports_reach_web_server_mail_server_and_transport():
    # when
    environment = serving_environment({"PORT": "8123", "SMTP_PORT": "2599", "DATABASE_URL": "postgresql://x/y"})
    commands = processes(environment)

    # then
    assert environment["DATABASE_URL"] == "postgresql://x/y"
    assert environment["AUTOMATION_EMAIL_URL"] == environment["EMAIL_URL"] == "smtp://127.0.0.1:2599/"
    assert commands["web"][commands["web"].index("--port") + 1] == "8123"
    assert commands["inbox"][-1] == "2599"
    assert sorted(commands) == ["beat", "inbox", "web", "worker"]


def test_welcome_names_every_page():
    # when
    text = welcome({"PUBLIC_URL": "http://localhost:8123"})

    # then
    for page in ("/", "/inbox/", "/dashboard/", "/graphql/"):
        assert f"http://localhost:8123{page}" in text

"""A hub for one test: everything on this machine, nobody asked for a password, nothing left on disk outside HOME."""

import asyncio
import os

home = os.environ["HOME"]
c = get_config()  # noqa: F821 (JupyterHub puts it there)

c.JupyterHub.ip = c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.port = int(os.environ["NETCELL_HUB_PORT"])
c.JupyterHub.hub_port = int(os.environ["NETCELL_HUB_API_PORT"])
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['NETCELL_HUB_PROXY_PORT']}"
c.ConfigurableHTTPProxy.command = [os.environ["NETCELL_HUB_PROXY"]]
c.ConfigurableHTTPProxy.pid_file = os.path.join(home, "proxy.pid")
c.JupyterHub.base_url = "/class/"
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret_file = os.path.join(home, "cookie_secret")

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allowed_users = {"ada", "eve"}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.path.join(home, "{username}")
c.Spawner.args = ["--allow-root", f"--ServerApp.root_dir={os.environ['NETCELL_HUB_ROOT']}"]
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.Spawner.environment = {"JUPYTER_PATH": os.environ["JUPYTER_PATH"]}


async def before_start(spawner):
    if spawner.user.name == "eve":
        await asyncio.sleep(2)
        raise RuntimeError("no room for eve")


c.Spawner.pre_spawn_hook = before_start
# Requests are answered before the server runs, as on a hub where that takes long.
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 1}

# Who runs notebooks on a hub has a token that may start servers and use them.
c.JupyterHub.services = [{"name": "runner", "api_token": os.environ["NETCELL_HUB_TOKEN"]}]
c.JupyterHub.load_roles = [
    {"name": "runner", "services": ["runner"], "scopes": ["read:users", "admin:servers", "access:servers"]}
]

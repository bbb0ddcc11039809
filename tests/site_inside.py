"""Inside Pyodide: run cells in the site's own kernel, and tell what each put out. `site_run.mjs` reads this file."""

import json
import sys
import time


async def main(job, began):
    """`job` is `{name: [source of a cell, ...]}` as JSON; what comes back has the outputs and the seconds of each, as a notebook has them."""
    import pyodide_kernel

    kernel, outputs = pyodide_kernel.kernel_instance, []
    shell = kernel.interpreter
    kernel._parent_header = {}

    def stream(name, text):
        if outputs and outputs[-1].get("name") == name:
            outputs[-1]["text"] += text
        else:
            outputs.append({"output_type": "stream", "name": name, "text": text})

    def displayed(kind):
        return lambda data, metadata, _=None: outputs.append({"output_type": kind, "data": data, "metadata": metadata})

    for lite in (pyodide_kernel.stdout_stream, pyodide_kernel.stderr_stream):
        lite.publish_stream_callback = stream
    shell.display_pub.display_data_callback = displayed("display_data")
    shell.displayhook.publish_execution_result = lambda count, data, metadata: displayed("execute_result")(
        data, metadata
    )
    shell.send_comm = lambda *_: None

    ran = {}
    for name, sources in json.loads(job).items():
        for module in [module for module in sys.modules if module.partition(".")[0] == "sidebyside"]:
            del sys.modules[module]
        shell.reset(new_session=True)
        ran[name] = []
        for source in sources:
            outputs.clear()
            start = time.monotonic()
            result = await kernel.run(source)
            if result["status"] == "error":
                outputs.append({"output_type": "error", "ename": result["ename"], "evalue": result["evalue"]})
            ran[name].append({"outputs": list(outputs), "seconds": time.monotonic() - start})
    return json.dumps({"began": began, "ran": ran})

// Runs cells in the Python of a site, without a browser: node site_run.mjs SITE COURSE JOB ANSWER
// SITE was made with a copy of Pyodide. COURSE is a copy of the site's files, where cells may write. JOB and ANSWER are what
// site_inside.py reads and writes. What is loaded, and in what order, is what the site's own settings tell a browser.
import fs from "fs";
import path from "path";
import { pathToFileURL } from "url";

const [site, course, job, answer] = process.argv.slice(2).map((name) => path.resolve(name));
const settings = JSON.parse(fs.readFileSync(`${site}/jupyter-lite.json`, "utf8"))["jupyter-config-data"].litePluginSettings;
const kernel = settings["@jupyterlite/pyodide-kernel-extension:kernel"];
const core = path.resolve(site, path.dirname(kernel.pyodideUrl));
const worker = `${site}/extensions/@jupyterlite/pyodide-kernel-extension/static`;

const started = Date.now();
const { loadPyodide } = await import(pathToFileURL(`${process.env.PYODIDE}/pyodide/pyodide.mjs`).href);
const packages = kernel.loadPyodideOptions.packages.map((name) => (name.endsWith(".whl") ? path.resolve(worker, name) : name));
const python = await loadPyodide({ indexURL: `${core}/`, packages, stdout: () => {}, stderr: (line) => console.error(line) });
for (const wheel of fs.readdirSync(`${worker}/pypi`).filter((name) => /^(ipykernel|pyodide_kernel)-/.test(name)))
  await python.loadPackage(`${worker}/pypi/${wheel}`);
python.FS.mkdirTree("/drive");
python.FS.mount(python.FS.filesystems.NODEFS, { root: course }, "/drive");
python.FS.chdir("/drive/notebooks");
python.globals.set("JOB", fs.readFileSync(job, "utf8"));
const inside = fs.readFileSync(new URL("site_inside.py", import.meta.url), "utf8");
const answered = await python.runPythonAsync(`${inside}\nawait main(JOB, ${(Date.now() - started) / 1000})`);
fs.writeFileSync(answer, answered);
process.exit(0);

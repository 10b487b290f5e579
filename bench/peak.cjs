// Loaded before the program whose memory is measured: at its end it tells descriptor 3 the highest resident size in kB.
// VmHWM belongs to this process image alone; ru_maxrss would also count the parent's pages before exec.
const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  let peak = process.resourceUsage().maxRSS;
  if (process.platform === "linux") {
    const line = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (line !== null) peak = Number(line[1]);
  }
  writeSync(3, String(peak));
});

// Behaves as its argument says: prints, then ends by a code or a signal.
const play = JSON.parse(process.argv[2] ?? "{}");
process.stderr.write(play.stderr ?? "");
process.stdout.write(play.stdout ?? "", () => {
  if (play.signal) process.kill(process.pid, play.signal);
  else process.exitCode = play.code ?? 0;
});

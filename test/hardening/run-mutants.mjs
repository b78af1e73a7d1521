// Runs compiled programs, one after the other in one process, and prints for each, as a line of JSON, what it emits or
// how it fails.
for (const program of process.argv.slice(2)) {
  const { subject } = await import(program);
  let result;
  try {
    result = { objects: subject() };
  } catch (error) {
    result = { refused: String(error.message).split('\n')[0] };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

// One thread for the SDK's native core, which takes as many as there are cores: they woke each other for every message, and what they do
// keeps none busy, because workflow code has one thread as well. Imported before a runtime is made, which reads this when it begins.
process.env.TOKIO_WORKER_THREADS ??= '1';

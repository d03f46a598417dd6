-- job: a stage that reads the ledger's job, the one that runs or the last one that ran: the fields of the hash JOB, '' for
-- those that it does not have.
--   job, operation, request   its id, and what it was asked for, as startJob has it
--   key, fingerprint          of its operation id, if it has one
--   phase                     read, while the books are read; post, while what they give is posted; done, failed, cancelled
--   runner, until             who runs it, and until when nobody else may
--   begun, ended              milliseconds since 1970
--   at                        from post on: the journal's last entry at the instant at which the books were read
--   count, total, done        the accounts of the result, those that change, and those that were posted
--   entry                     the last entry that it wrote, or -
--   cursor                    of a reap without a ranking: the cursor of HSCAN at which it goes on
--   code                      why it failed
--   destination               the snapshot that it makes, or ''; for include/groups.lua
-- While it runs, the hash also has a field NUL <account> for each account that returns to the ledger: its last entry.
local job = {}
do
  local names = { 'job', 'operation', 'request', 'key', 'fingerprint', 'phase', 'runner', 'until', 'begun', 'ended', 'at',
    'count', 'total', 'done', 'entry', 'cursor', 'code' }
  local values = redis.call('HMGET', JOB, unpack(names))
  for i = 1, #names do
    job[names[i]] = values[i] or ''
  end
end
local is_running = job.phase == 'read' or job.phase == 'post'

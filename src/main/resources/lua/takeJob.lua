-- takeJob: the state of the ledger's job, which is given to a runner if it runs and is nobody's.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of a runner, or empty to read only
-- ARGV[8]  for how long a job is its own, in milliseconds
-- returns  as apply if the definition has changed; 'ok' if the ledger never had a job; or a text: "run <job>" with JSON as in
--          include/job.lua, if the job is this runner's now; "wait <job>", if it is another one's or has ended

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include clock
  --- @include job

  if job.job == '' then
    return { 'ok' }
  end
  if not is_running or ARGV[7] == '' then
    return 'wait ' .. cjson.encode(job)
  end
  --- @include take_job
end)

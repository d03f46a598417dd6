-- endJob: ends a job that has posted nothing.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and those of a book, as in include/book_keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the job, or '' for the one that runs
-- ARGV[8]  cancelled or failed
-- ARGV[9]  why it failed, a code; or ''
-- returns  as apply if the definition has changed; 'refused', 'no-job' if no job runs; 'refused', 'job-posting'; or a text:
--          "ok <job>" with JSON as in include/job.lua

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include book_keys
  --- @include clock
  --- @include job

  if not is_running or ARGV[7] ~= '' and ARGV[7] ~= job.job then
    return { 'refused', 'no-job' }
  end
  if job.phase == 'post' then
    return { 'refused', 'job-posting' }
  end
  job.phase, job.ended, job.code = ARGV[8], string.format('%.0f', now), ARGV[9]
  -- This comes first, so that a full server does not refuse to end the job.
  redis.call('UNLINK', WORK)
  has_written = true
  redis.call('HSET', JOB, 'phase', job.phase, 'ended', job.ended, 'code', job.code)
  return 'ok ' .. cjson.encode(job)
end)

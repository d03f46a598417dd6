-- startJob: begins a job, or joins the one that has the same operation id.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of a runner
-- ARGV[8]  for how long a job is its own, in milliseconds
-- ARGV[9]  JSON { operation, destination, reason, data, fingerprint, id, scope, by, notAfter }: the operation is wsum,
--          deleteBook or reap, the destination of the first two is the book that is replaced or deleted, '' for the ledger. Of
--          wsum also { weights, books, ofLedger }: the books are those beside the ledger, ofLedger is whether it is among
--          them too
-- ARGV[10] the id of the job, if it begins
-- returns  as apply if the definition has changed; 'refused', code; or a text: "done <count> <entry>" if the id is known, or
--          nothing is to be done; "run <job>" with JSON as in include/job.lua, if the job is this runner's; "wait <job>", if
--          it is another one's
--
-- Refuses, in this order: info-missing, id-reused, job-running, expired.
--   reap: supply-fixed
--   wsum: not-initialized, supply-fixed, not-a-snapshot, too-many-books, unknown-book

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include job

  local request = cjson.decode(ARGV[9])
  local key = request.id and (request.scope or '') .. request.id
  local id_keys, records = { key }, {}
  local epoch, entering
  if key then
    --- @include ids
  end
  local record = key and records[key]
  if record then
    local fingerprint, outcome = string.match(record, '^(%S+) (.*)$')
    if fingerprint ~= request.fingerprint then
      return { 'refused', 'id-reused' }
    end
    return 'done ' .. outcome
  end
  if is_running then
    if not key or key ~= job.key then
      return { 'refused', 'job-running' }
    elseif request.fingerprint ~= job.fingerprint then
      return { 'refused', 'id-reused' }
    end
    --- @include take_job
  end
  if request.notAfter and now > request.notAfter then
    return { 'refused', 'expired' }
  end
  local count, is_idle
  if request.operation == 'wsum' then
    --- @include check_sum
  elseif request.operation == 'reap' then
    --- @include check_reap
  else
    --- @include check_removal
  end
  if is_idle then
    if key then
      local new_ids = { key, request.fingerprint .. ' 0 ' .. NONE }
      --- @include remember
    end
    return 'done 0 ' .. NONE
  end

  job = { job = ARGV[10], operation = request.operation, request = ARGV[9], key = key or '',
    fingerprint = request.fingerprint or '', phase = 'read', runner = ARGV[7], ['until'] = string.format('%.0f', now + ARGV[8]),
    begun = string.format('%.0f', now), ended = '', at = '', count = '', total = '', done = '', entry = NONE, cursor = '',
    code = '' }
  -- The name of a snapshot that the job makes is no group's in the meantime.
  job.destination = request.operation == 'wsum' and request.destination or ''
  -- Nothing but a sum needs reading.
  if request.operation ~= 'wsum' then
    job.phase, job.count, job.total, job.done = 'post', count or '', count or '', '0'
  end
  local fields = {}
  for name, value in pairs(job) do
    fields[#fields + 1] = name
    fields[#fields + 1] = value
  end
  redis.call('HSET', JOB, unpack(fields))
  has_written = true
  return 'run ' .. cjson.encode(job)
end)

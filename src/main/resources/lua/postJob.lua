-- postJob: one step of posting what a job has worked out.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and those of a book, as in include/book_keys.lua, unless the job is a reap
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the runner
-- ARGV[8]  for how long the job is its own, in milliseconds
-- ARGV[9]  the id of the job
-- returns  as apply if the definition has changed; 'refused', 'info-missing'; or a text: "more <done>", or "busy <done>" if
--          there are other entries since the step before; "done <count> <entry>"; or lost, if the job is not this runner's any
--          more
--
-- A page leaves the list of the work in the same step in which it is posted, so each is posted once.

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include book_keys
  --- @include missing
  if is_missing then
    return { 'refused', 'info-missing' }
  end
  --- @include clock
  --- @include job
  if job.job ~= ARGV[9] or job.runner ~= ARGV[7] or job.phase ~= 'post' then
    return 'lost'
  end
  --- @include amount
  --- @include balances
  --- @include changes
  --- @include overlay
  --- @include follows
  --- @include place
  --- @include last_entry

  local is_busy = job.entry ~= NONE and job.entry ~= last_entry()
  local request = cjson.decode(job.request)
  local is_last = not WORK or redis.call('LLEN', WORK) <= 1
  local page = WORK and redis.call('LINDEX', WORK, '0')
  -- What the stages that post leave for those that write.
  local items, places, values, order = {}, nil, {}, {}
  local posted = 0
  local id_keys, records = { job.key ~= '' and job.key or nil }, {}
  local epoch, entering
  if id_keys[1] then
    --- @include ids
  end

  if request.operation == 'deleteBook' then
    --- @include post_removal
  elseif request.operation == 'reap' then
    --- @include below
  elseif request.destination ~= '' then
    --- @include post_values
  elseif page then
    --- @include page
  end
  if #names > 0 then
    local postings
    --- @include load
    if request.operation == 'reap' then
      --- @include post_reap
    else
      --- @include post_balances
    end
    for i = 1, #postings do
      local entry = postings[i]
      if entry[1] then
        --- @include post
      end
    end
  end
  if request.operation == 'wsum' and request.destination == '' then
    request.continues = not is_last
    if is_last and #entries == 0 and job.entry ~= NONE then
      -- The entries before say that more follow.
      entries[1] = { o = request, request = request, id = false, balances = '' }
    end
  end
  if #entries > 0 then
    --- @include prepare
    --- @include write
    job.entry = entries[#entries].id
  end
  if request.operation == 'deleteBook' then
    --- @include write_removal
  elseif request.operation == 'wsum' and request.destination ~= '' then
    --- @include write_values
  end
  if page then
    redis.call('LPOP', WORK)
  end
  has_written = true
  local done = string.format('%.0f', job.done + posted)
  redis.call('HSET', JOB, 'done', done, 'entry', job.entry, 'cursor', job.cursor, 'until',
    string.format('%.0f', now + ARGV[8]))
  local reply = (is_busy and 'busy ' or 'more ') .. done
  if is_last then
    local outcome = job.count .. ' ' .. job.entry
    redis.call('HSET', JOB, 'phase', 'done', 'ended', string.format('%.0f', now), 'count', job.count)
    if id_keys[1] then
      local new_ids = { job.key, job.fingerprint .. ' ' .. outcome }
      --- @include remember
    end
    reply = 'done ' .. outcome
  end
  if string.find(SETTINGS, 'publish', 1, true) then
    --- @include publish
  end
  return reply
end)

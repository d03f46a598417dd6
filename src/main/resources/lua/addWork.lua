-- addWork: adds pages of what a job has worked out to the list of its work, and begins to post when all are there.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and those of a book, as in include/book_keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the runner
-- ARGV[8]  for how long the job is its own, in milliseconds
-- ARGV[9]  the id of the job
-- ARGV[10] how many pages were added before; if it is 0, those of an earlier runner are removed
-- ARGV[11] after the last page JSON { at, count, total } as in include/job.lua; else ''
-- ARGV[12…] the pages: lines as in include/page.lua or include/post_values.lua
-- returns  as apply if the definition has changed; or a text: ok, or lost if the job is not this runner's any more

--- @include writing

return reply_of(function()
  --- @include ledger
  --- @include book_keys
  --- @include clock
  --- @include job

  if job.job ~= ARGV[9] or job.runner ~= ARGV[7] or job.phase ~= 'read' then
    return 'lost'
  end
  -- The first write, because a full server refuses that one and no later one.
  redis.call('HSET', JOB, 'until', string.format('%.0f', now + ARGV[8]))
  has_written = true
  if ARGV[10] == '0' then
    redis.call('UNLINK', WORK)
  end
  -- A call that is sent again adds nothing.
  if #ARGV > 11 and redis.call('LLEN', WORK) == ARGV[10] + 0 then
    redis.call('RPUSH', WORK, unpack(ARGV, 12))
  end
  if ARGV[11] ~= '' then
    local last = cjson.decode(ARGV[11])
    redis.call('HSET', JOB, 'phase', 'post', 'at', last.at, 'count', last.count, 'total', last.total, 'done', '0')
  end
  return 'ok'
end)

-- Writing: what every script that writes has in common.

-- The notes of this call, for the log of the application: { 'note', kind, text } each. They end the reply. Kinds are
--   clock:   the epoch of ids begins in the future, so the clock of Redis was set back
--   epoch:   the stored epoch of ids cannot be right
--   unlink:  the oldest ids could not be unlinked
--   publish: an event could not be published
local notes = {}

-- Runs all that precedes the first write. Returns what it returns; or, if it fails, an error that begins with UNDECIDED,
-- which means that nothing has changed.
local function before_writing(decide)
  local decided, result = pcall(decide)
  if decided then
    return result
  end
  return redis.error_reply('UNDECIDED ' .. (type(result) == 'table' and result.err or tostring(result)))
end

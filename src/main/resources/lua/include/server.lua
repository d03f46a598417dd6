-- The server: which process answers. Its cursors mean nothing to another one.

-- A text that no other process of the server has, nor any other server.
local function run_id()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
end

-- The journal's last entry; 0-0 for an empty journal.
local function last_entry()
  local last = redis.call('XREVRANGE', TRANSACTIONS, '+', '-', 'COUNT', 1)[1]
  return last and last[1] or '0-0'
end

-- Balances: a hash of account -> "<balance> <entry id of its last posting>".

-- The balance and the last entry in a stored value. Any other text is an error, before anything is written.
local function parse_balance(value)
  local balance, last = string.match(value, '^(-?%d+) (.+)$')
  if not balance then
    error('a stored balance cannot be read')
  end
  return balance, last
end

-- Calls a command with a key and any number of fields, at most 1,000 at a time because unpack is limited. Returns the
-- replies as one list if the command replies with lists.
local function call_in_chunks(command, key, values)
  if #values == 0 then
    return values
  end
  if #values <= 1000 then
    return redis.call(command, key, unpack(values))
  end
  local replies = {}
  for first = 1, #values, 1000 do
    local reply = redis.call(command, key, unpack(values, first, math.min(first + 999, #values)))
    if type(reply) == 'table' then
      for i = 1, #reply do
        replies[#replies + 1] = reply[i]
      end
    end
  end
  return replies
end

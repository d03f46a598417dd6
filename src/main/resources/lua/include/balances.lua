-- Balances: a hash of account -> "<balance> <entry id of its last posting>".

-- The balance and the last entry in a stored value. Any other text is an error, before anything is written.
local function parse_balance(value)
  local balance, last = string.match(value, '^(-?%d+) (.+)$')
  if not balance then
    error('a stored balance cannot be read')
  end
  return balance, last
end

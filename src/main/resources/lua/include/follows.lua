-- The order of entries.

-- Whether an entry follows another, which need not exist.
local function follows(entry, other)
  local millis, number = string.match(entry, '^(%d+)-(%d+)$')
  local other_millis, other_number = string.match(other, '^(%d+)-(%d+)$')
  if millis == other_millis then
    return less(other_number, number)
  end
  return less(other_millis, millis)
end

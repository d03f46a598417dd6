-- Comparing texts byte by byte. Lua's own < follows the server's locale, so it must not order anything here.

-- Whether a stands before b in the order in which a sorted set keeps members of one score.
local function bytes_less(a, b)
  local length = math.min(#a, #b)
  for i = 1, length do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

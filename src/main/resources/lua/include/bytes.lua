-- Byte order of texts. Lua's operator < follows the server's locale and is not used to order texts.

-- Whether a precedes b in the order in which a sorted set keeps members of one score.
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

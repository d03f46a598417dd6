-- The canonical decimal text of an amount in smallest units.
local function decimal_text(units)
  if DECIMALS == '0' or units == '0' then
    return units
  end
  local decimals = tonumber(DECIMALS)
  local negative = is_negative(units)
  local digits = negative and string.sub(units, 2) or units
  if #digits <= decimals then
    digits = string.rep('0', decimals - #digits + 1) .. digits
  end
  local whole = string.sub(digits, 1, -decimals - 1)
  local fraction = string.gsub(string.sub(digits, -decimals), '0+$', '')
  return (negative and '-' or '') .. whole .. (fraction == '' and '' or '.' .. fraction)
end

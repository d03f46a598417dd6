-- decimal: a stage that makes `amount`, in smallest units, its canonical decimal text.
if DECIMALS ~= '0' and amount ~= '0' then
  local decimals = tonumber(DECIMALS)
  local sign = string.byte(amount, 1) == 45 and '-' or ''
  local digits = string.sub(amount, #sign + 1)
  if #digits <= decimals then
    digits = string.rep('0', decimals - #digits + 1) .. digits
  end
  local fraction = string.gsub(string.sub(digits, -decimals), '0+$', '')
  amount = sign .. string.sub(digits, 1, -decimals - 1) .. (fraction == '' and '' or '.' .. fraction)
end

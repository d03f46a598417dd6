-- Amounts: exact signed integers of any size, as canonical decimal strings ("-120", "0"; never "-0", "+1" or "007").
-- A Lua number is a double: up to 15 digits it is exact, and longer amounts are added in limbs of 14 digits.

local function is_negative(a)
  return string.byte(a, 1) == 45
end

local function negate(a)
  if a == '0' then
    return a
  end
  return is_negative(a) and string.sub(a, 2) or '-' .. a
end

-- Whether one amount is less than another. Digits have one order in every locale.
local function less(a, b)
  if #a <= 15 and #b <= 15 then
    return a + 0 < b + 0
  end
  local a_negative = is_negative(a)
  if a_negative ~= is_negative(b) then
    return a_negative
  end
  if #a ~= #b then
    return (#a < #b) ~= a_negative
  end
  return a ~= b and (a < b) ~= a_negative
end

-- The sum of two amounts. What longer ones need is defined where they are found, because few calls have any, and every
-- script defines its functions anew each time that it runs.
local function add(a, b)
  if #a <= 15 and #b <= 15 then
    return string.format('%d', a + b)
  end

  local LIMB_DIGITS = 14
  local LIMB = 1e14

  -- The limbs of a string of digits, the lowest first.
  local function limbs_of(digits)
    local limbs, last = {}, #digits
    while last > 0 do
      limbs[#limbs + 1] = tonumber(string.sub(digits, math.max(1, last - LIMB_DIGITS + 1), last))
      last = last - LIMB_DIGITS
    end
    return limbs
  end

  -- The digits of limbs, without leading zeros.
  local function digits_of(limbs)
    local top = #limbs
    while top > 1 and limbs[top] == 0 do
      top = top - 1
    end
    local parts = { string.format('%.0f', limbs[top]) }
    for i = top - 1, 1, -1 do
      parts[#parts + 1] = string.format('%014.0f', limbs[i])
    end
    return table.concat(parts)
  end

  local function add_digits(x_digits, y_digits)
    local x, y, sum, carry = limbs_of(x_digits), limbs_of(y_digits), {}, 0
    for i = 1, math.max(#x, #y) do
      local limb = (x[i] or 0) + (y[i] or 0) + carry
      carry = limb >= LIMB and 1 or 0
      sum[i] = limb - carry * LIMB
    end
    if carry == 1 then
      sum[#sum + 1] = 1
    end
    return digits_of(sum)
  end

  -- The difference of two strings of digits, where the first is not less than the second.
  local function subtract_digits(x_digits, y_digits)
    local x, y, difference, borrow = limbs_of(x_digits), limbs_of(y_digits), {}, 0
    for i = 1, #x do
      local limb = x[i] - (y[i] or 0) - borrow
      borrow = limb < 0 and 1 or 0
      difference[i] = limb + borrow * LIMB
    end
    return digits_of(difference)
  end

  local a_negative, b_negative = is_negative(a), is_negative(b)
  local x = a_negative and string.sub(a, 2) or a
  local y = b_negative and string.sub(b, 2) or b
  if a_negative == b_negative then
    return (a_negative and '-' or '') .. add_digits(x, y)
  end
  if x == y then
    return '0'
  end
  if less(y, x) then
    return (a_negative and '-' or '') .. subtract_digits(x, y)
  end
  return (b_negative and '-' or '') .. subtract_digits(y, x)
end

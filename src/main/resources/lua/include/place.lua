-- Places in the ranking. The ranking is a sorted set whose order by score, then member, is the exact order by balance,
-- then account name. An amount of at most 15 digits is its own score, and the member is the bare account. Of a longer
-- amount the first 15 digits with their power of ten are the score, which no other 15 digits share, and the remaining
-- digits (complemented when negative, so that they ascend too), a NUL and the account are the member. No account has a
-- NUL.

-- The score (as text, so that no digit is lost) and the digits that precede the account in the member.
local function score_of(amount)
  local negative = is_negative(amount)
  local digits = negative and string.sub(amount, 2) or amount
  if #digits <= 15 then
    return amount, ''
  end
  local score = (negative and '-' or '') .. string.sub(digits, 1, 15) .. 'e' .. (#digits - 15)
  local rest = string.sub(digits, 16)
  if negative then
    rest = string.gsub(rest, '%d', function(digit) return 9 - digit end)
  end
  return score, rest .. '\0'
end

-- The score and the member of an account with this balance.
local function place_of(amount, account)
  if #amount <= 15 then
    return amount, account
  end
  local score, rest = score_of(amount)
  return score, rest .. account
end

-- check_reap: a stage of startJob that refuses the reap of a token ledger, and sets how many accounts are below the minimum,
-- which is not known of a ledger without a ranking.
if is_token then
  return { 'refused', 'supply-fixed' }
end
if is_ranked then
  --- @include amount
  --- @include ranking
  count = string.format('%.0f', members_below(MIN))
  is_idle = count == '0'
end

-- time: sets `time`, the ISO 8601 text of `millis`, milliseconds since 1970. The date follows Howard Hinnant's
-- civil_from_days.
local of_day = millis % 86400000
local days = (millis - of_day) / 86400000 + 719468
local day_of_era = days % 146097
local year_of_era = day_of_era - (day_of_era - day_of_era % 1460) / 1460 + (day_of_era - day_of_era % 36524) / 36524
  - (day_of_era == 146096 and 1 or 0)
year_of_era = (year_of_era - year_of_era % 365) / 365
local day_of_year = day_of_era - 365 * year_of_era - (year_of_era - year_of_era % 4) / 4
  + (year_of_era - year_of_era % 100) / 100
local month_from_march = 5 * day_of_year + 2
month_from_march = (month_from_march - month_from_march % 153) / 153
local month = month_from_march < 10 and month_from_march + 3 or month_from_march - 9
time = string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ',
  year_of_era + (days - day_of_era) / 146097 * 400 + (month <= 2 and 1 or 0), month,
  day_of_year - math.floor((153 * month_from_march + 2) / 5) + 1, of_day / 3600000, of_day / 60000 % 60,
  of_day / 1000 % 60, of_day % 1000)

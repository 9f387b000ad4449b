package schema

// isDate follows the full-date of RFC 3339.
func isDate(text []byte) bool {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return false
	}
	year, okYear := number(text[:4])
	month, okMonth := number(text[5:7])
	day, okDay := number(text[8:])
	return okYear && okMonth && okDay && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year)
}

func daysIn(month, year int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// isDateTime follows the date-time of RFC 3339: a leap second stands at the end of a day in UTC, and T and Z
// may be lower case.
func isDateTime(text []byte) bool {
	if len(text) < len("2006-01-02T15:04:05Z") || !isDate(text[:10]) || text[10]|0x20 != 't' {
		return false
	}
	hour, okHour := number(text[11:13])
	minute, okMinute := number(text[14:16])
	second, okSecond := number(text[17:19])
	if !okHour || !okMinute || !okSecond || text[13] != ':' || text[16] != ':' || hour > 23 || minute > 59 || second > 60 {
		return false
	}
	zone := text[19:]
	if zone[0] == '.' {
		n := 1
		for n < len(zone) && isDigit(zone[n]) {
			n++
		}
		if n == 1 {
			return false
		}
		zone = zone[n:]
	}
	offset, ok := zoneOffset(zone)
	const day = 24 * 60
	return ok && (second < 60 || (hour*60+minute-offset+day)%day == day-1)
}

// zoneOffset gives the minutes that a time-offset of RFC 3339 is ahead of UTC.
func zoneOffset(zone []byte) (minutes int, ok bool) {
	if len(zone) == 1 && zone[0]|0x20 == 'z' {
		return 0, true
	}
	if len(zone) != len("+00:00") || zone[0] != '+' && zone[0] != '-' || zone[3] != ':' {
		return 0, false
	}
	hour, okHour := number(zone[1:3])
	minute, okMinute := number(zone[4:])
	if !okHour || !okMinute || hour > 23 || minute > 59 {
		return 0, false
	}
	minutes = hour*60 + minute
	if zone[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}

// number reads text that is all digits.
func number(text []byte) (n int, ok bool) {
	for _, c := range text {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

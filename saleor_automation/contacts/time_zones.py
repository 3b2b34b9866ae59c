"""The time zone of a place, from the tables babel brings along (Unicode CLDR), which every release of it renews.

Most countries have one zone. For those with several the region decides where Saleor keeps it as a code (US, CA, AU,
BR); otherwise the zone in which most people of the country live. Being an hour off for a few is better than writing to
all of them by the shop's clock; a time zone set by hand is kept for as long as the person stays in the country.
"""

from functools import lru_cache

from babel.core import get_global

# Where most people of a country with several zones live; CLDR lists the zones in the order of the alphabet. Some
# countries with one zone are here because CLDR keeps its oldest name, which slim systems do not have any more.
MAIN_ZONES = {
    "AQ": "Antarctica/McMurdo",
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ER": "Africa/Asmara",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "FO": "Atlantic/Faroe",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "IN": "Asia/Kolkata",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MM": "Asia/Yangon",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NP": "Asia/Kathmandu",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "VN": "Asia/Ho_Chi_Minh",
}

_CENTRAL, _MOUNTAIN, _PACIFIC = "America/Chicago", "America/Denver", "America/Los_Angeles"
_REGIONS: dict[str, dict[str, str]] = {
    "US": {
        **dict.fromkeys(("AL", "AR", "IA", "IL", "KS", "LA", "MN", "MO"), _CENTRAL),
        **dict.fromkeys(("MS", "ND", "NE", "OK", "SD", "TN", "TX", "WI"), _CENTRAL),
        **dict.fromkeys(["CO", "ID", "MT", "NM", "UT", "WY"], _MOUNTAIN),
        **dict.fromkeys(["CA", "NV", "OR", "WA"], _PACIFIC),
        "AZ": "America/Phoenix",
        "AK": "America/Anchorage",
        "HI": "Pacific/Honolulu",
        "PR": "America/Puerto_Rico",
        "GU": "Pacific/Guam",
    },
    "CA": {
        "AB": "America/Edmonton",
        "BC": "America/Vancouver",
        "MB": "America/Winnipeg",
        "NB": "America/Moncton",
        "NL": "America/St_Johns",
        "NS": "America/Halifax",
        "NT": "America/Edmonton",
        "PE": "America/Halifax",
        "SK": "America/Regina",
        "YT": "America/Whitehorse",
    },
    "AU": {
        "NT": "Australia/Darwin",
        "QLD": "Australia/Brisbane",
        "SA": "Australia/Adelaide",
        "TAS": "Australia/Hobart",
        "VIC": "Australia/Melbourne",
        "WA": "Australia/Perth",
    },
    "BR": {
        **dict.fromkeys(("AM", "RO", "RR"), "America/Manaus"),
        **dict.fromkeys(("MT", "MS"), "America/Cuiaba"),
        "AC": "America/Rio_Branco",
    },
}


@lru_cache(maxsize=4096)
def time_zone_of(country_code: str, country_area: str = "") -> str:
    """Return the IANA time zone of a place, or an empty text if the country is not known.

    country_area is the region as Saleor keeps it: a code such as "CA" in the United States.
    """
    country = country_code.upper()
    region = _REGIONS.get(country, {}).get(country_area.strip().upper())
    if region:
        return region
    zones = get_global("territory_zones").get(country, [])
    return MAIN_ZONES.get(country) or (zones[0] if zones else "")

"""Who buys in the demo, and where they live."""

NAMES = (
    "Dewi Lestari", "Agus Setiawan", "Rina Marlina", "Hendra Gunawan", "Fitri Handayani", "Yoga Pratama", "Siti Aminah",
    "Bayu Nugroho", "Nur Hidayah", "Eko Saputra", "Lina Agustina", "Dedi Kurniawan", "Wulan Sari", "Asep Hidayat",
    "Ratna Dewi", "Joko Susilo", "Mira Anggraini", "Fajar Ramadhan", "Tuti Alawiyah", "Ilham Maulana",
)  # fmt: skip

STREETS = ("Jl. Riau", "Jl. Supratman", "Jl. Anggrek", "Jl. Kliningan", "Jl. Ciliwung", "Jl. Gandapura", "Jl. Banda")

NOTES = ("", "", "", "", "Tolong bungkus rapat ya.", "Untuk hadiah, jangan ada harganya.", "Antar setelah jam 5 sore.",
         "Yang pedas, jangan kebanyakan remuk.")  # fmt: skip


def phone(index: int) -> str:
    """The number of the shopper with this place in NAMES: 0813-5550-0xxx, which nobody has."""
    return f"+6281355500{index + 100:03d}"

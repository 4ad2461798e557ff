"""The words of price lists, in sets. A word is lower case; a set says what it hints at, never proves it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.strip().splitlines())


# Packings: after a slash ("/pcs"), or counted ("10 pcs").
UNITS = _words("""
pcs pc piece pieces buah bh biji bj butir btr lembar lbr helai pasang psg set stel pack pak pck bungkus bks bgks
bungkusnya sachet sct renteng rtg dus karton krt ktn box kotak kardus botol btl kaleng klg toples tpls jar cup gelas
gls porsi prs potong ptg loyang slice iris roll rol rim ikat tangkai batang btg pot polybag ekor tusuk mika tray
papan lusin lsn kodi karung sak jerigen galon unit pail ember tabung tube strip tablet kapsul keping bal ball pouch
orang org pax yard piring mangkok mangkuk tampah besek rantang bucket sisir tandan peti krat bonggol rumpun standing
pouch bag item seri gram kg ons liter meter hari malam jam bulan
""")

# What tells variants of one product apart.
VARIANTS = _words("""
ori original orisinil original pedas pedes pdas spicy hot level lvl manis asin asam asem gurih tawar balado bbq
barbeque barbecue keju cheese coklat cokelat choco chocolate susu vanila vanilla stroberi strawberry stobery jagung
rumput laut seaweed matcha greentea taro oreo tiramisu mocca mocha moka durian melon anggur apel jeruk lemon leci
mangga pisang nanas pandan ubi kacang almond meses ceres kelapa srikaya blueberry mix campur komplit lengkap polos
motif jeletot extra ekstra bawang daun cabe cabai ijo lada garam rendang abon sambal kecil sedang besar jumbo mini
medium large small reguler regular reg super tanggung biasa spesial special istimewa premium standar standard panas
dingin ice iced es anget hangat r l s m xl xxl xxxl xs 2xl 3xl 4xl 5xl allsize all size one free std big hitam putih
merah biru kuning ungu pink abu abu-abu coklat cream krem nude navy maroon mocca milo army dusty sage lilac lavender
mint salmon peach tosca toska mustard hijau emas gold silver perak orange oranye oren magenta fuchsia denim khaki
camel olive burgundy broken white black red blue green yellow purple brown grey gray tua muda bening transparan clear
glossy matte doff anak dewasa bayi cewek cowok pria wanita laki perempuan kids newborn pendek panjang lengan setengah
tanggung full utuh frozen matang mentah goreng kukus kering basah fresh fillet halus kasar bubuk biji curah eceran
ecer satuan lusinan refill bundle paket hemat family sharing personal tipis tebal lembut soft hard light dark rasa
warna ukuran size uk varian isi dus pack pcs box sepasang pasang trio single selusin sekodi sekilo seperempat
""")

# One bare lower-case word of these is a variant of the dish above, and rarely a product by itself.
FILLINGS = _words("""
ayam sapi udang ikan telur telor jamur sosis bakso tahu tempe kambing bebek cumi kepiting daging tuna salmon smoked
beef crispy geprek bakar nori wijen mayo mozza mozzarella kornet corned crabstick
""")

COLOURS = _words("""
hitam putih merah biru kuning ungu pink abu cream krem nude navy maroon mocca milo army sage lilac lavender mint
salmon peach tosca mustard hijau gold silver orange magenta fuchsia denim khaki camel olive burgundy coklat cokelat
""")

# Names of groups of goods.
CATEGORIES = _words("""
makanan minuman snack snacks cemilan camilan jajanan gorengan lauk sayur sayuran buah-buahan bumbu sembako kue-kue
kue menu daftar list pricelist katalog catalog produk product produks harga topping toppings tambahan aneka paket
paketan promo diskon dessert appetizer beverage beverages drink drinks food foods coffee non-coffee noncoffee tea
rice noodle noodles frozen skincare makeup bodycare haircare kosmetik aksesoris aksesori accessories sparepart
spareparts fashion hijab kerudung jilbab pakaian atasan bawahan dress sepatu tas tanaman bibit pupuk koleksi kategori
category series best seller bestseller favorit favorite terlaris signature original rekomendasi lainnya lain-lain
kering basah ready stock stok stocks update terbaru new arrival cuci gudang obral sale extra ekstra add on addon
add-on addons sarapan breakfast lunch dinner seafood westren western bakery roti cake cakes pastry tumpeng catering
katering nasi mie kopi teh jus juice smoothies
""")
SHOPS = _words("""
toko warung waroeng warkop dapur kedai catering katering store shop olshop outlet depot resto restoran rumah kitchen
official bengkel counter konter agen grosir distributor ud cv pt kantin butik boutique collection
""")

# Chatter: two points or one point each. Two are enough to hold that a line sells nothing.
CHATTER = _words("""
assalamualaikum assalamu'alaikum assalammualaikum waalaikumsalam wassalam wassalamualaikum bismillah
bismillahirrahmanirrahim alhamdulillah insyaallah halo hallo hai hello hi dear terima terimakasih makasih thanks
thank thx trims tengkyu matur suwun order pesan pemesanan pesanan pesen orderan hubungi hub chat japri dm call telp
telepon tlp hp wa whatsapp wasap ig instagram shopee tokopedia tiktok lazada fb facebook gofood grabfood shopeefood
admin cp contact kontak transfer tf rek rekening norek bca bri bni bsi btn mandiri cimb jago seabank dana ovo gopay
shopeepay linkaja qris a/n an a.n atasnama pembayaran bayar lunas pelunasan cod cash dp payment ongkir ongkirnya
ongkos kirim pengiriman dikirim kurir ekspedisi jne jnt j&t sicepat anteraja gosend gojek grab grabexpress lalamove
ambil antar diantar delivery pickup shipping jl jln jl. jalan gg gang rt rw perum perumahan kec kel kab kota desa
alamat lokasi maps kecamatan kelurahan buka tutup jadwal libur operasional senin selasa rabu kamis jumat jum'at sabtu
minggu weekend weekday min min. minim minimal minimum maksimal pembelian belanja pembelanjaan ketentuan syarat
syarat&ketentuan s&k sewaktu-waktu sewaktu catatan nb ps komplain retur refund garansi unboxing format isi-format
please pls follow bio klik click harap pastikan konfirmasi wajib dilarang join gabung grup group update silahkan
silakan monggo mohon tolong jangan buruan yuk yuks dapatkan nikmati dijamin terjamin melayani menerima tersedia
menyediakan kami kita gratis cashback voucher giveaway testimoni testi bonus tukar pembeli penjual
""")
FILLERS = _words("""
kak kakak ka bu pak bun bunda sis
sista gan agan bos boss guys teman temen say sayang ibu-ibu bapak bpk mas mba mbak moms
mom ya yaa yaaa dong donk deh nih sih loh lho aja saja doang only cuma hanya mau bisa boleh langsung segera banyak
cocok untuk utk buat dengan dgn yang yg karena krn agar supaya jika jk kalau kalo klo apabila sudah udah akan sangat
banget bgt sekali juga ada adalah bukan tidak ga gak nggak enggak belum sebelum sesudah setelah setiap tiap dari dr
ke di pada oleh semua seluruh seluruhnya berubah dapat dpt beli membeli dibeli jual dijual enak murah lezat nikmat
asli halal mui homemade bpom pengawet tanpa kualitas dibuat terbuat bahan cukup atau sampai hingga until no ready
atas bawah bagi para setiap tiap pas lagi lebih kapan dimana gimana bagaimana berapa brp apa masih lagi hari ini
besok dulu kemarin tadi pagi siang sore malam info
""")
TAIL_FILLERS = _words("""
kak kakak ya yaa dong donk deh nih sih loh lho doang only tambah nambah plus guys bun sis gan bos say cuma hanya
murah hrg harga price seharga promo dengan per masing masing-masing ecer eceran retail normal coret jadi dulu dari dr
mulai start kisaran sekitar range nego
""")

# A line that begins with one of these is chatter even with a price in it.
OPENINGS = _phrases("""
ongkir
ongkos
biaya kirim
biaya pengiriman
biaya antar
biaya admin
free ongkir
gratis
free delivery
freeong
delivery
min order
min. order
min pembelian
min. pembelian
min belanja
minimal
minimum
min
dp
diskon
cashback
voucher
setiap pembelian
tiap pembelian
pembelian
belanja
total
subtotal
transfer
tf
bayar
harga mulai
mulai
mulai dari
hanya
cuma
harga belum
harga sudah
belum termasuk
sudah termasuk
garansi
daftar member
kirim
pengiriman
""")

DISCOUNTS = _words("diskon diskonnya disc discount disk potongan voucher kupon")
ABOUT = _words("mulai start up keatas kisaran sekitar range an")
WHOLESALE = _words(
    "grosir grosiran reseller resell ressel agen distributor partai kulakan dropship dropshipper member hr jual-lagi"
)
RETAIL = _words("ecer eceran retail satuan he user umum")
NEW_PRICE = _words(
    "jadi menjadi promo diskon disc discount sale now skrg sekarang turun cuma hanya only obral spesial flashsale akhir"
)
OLD_PRICE = _words("normal normalnya dari dr sebelumnya awal awalnya coret was semula before asli")

# Labels of one-line facts under a product.
CHOICE_LABELS = _words("""
warna wrn rasa varian variant variasi ukuran size sizes motif pilihan uk tersedia flavor flavour aroma shade tipe
type model colour color ready
""")
FACT_LABELS = _words("""
bahan fit muat material detail details deskripsi keterangan ket ld pb lp pj lingkar berat bb komposisi ingredients
exp expired bpom kode code merk merek brand kondisi fitur spek spesifikasi garansi kegunaan manfaat cara dimensi
panjang lebar tinggi diameter kemasan netto motif include termasuk free isi foto cocok lengan
""")
NAME_LABELS = _words("nama produk product item barang menu")
PRICE_LABELS = _words("harga hrg price hg hrga")
STOCK_LABELS = _words("stok stock stk sisa qty jumlah")

// Both halves of key pairs, against what the openssl command made and did.
#include "crypto/digest.h"
#include "crypto/key_pairs.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace strongroom::crypto {
namespace {

using testing::ValuesIn;

constexpr std::array kAlgorithms{
    SignatureAlgorithm::Rs256,  SignatureAlgorithm::Rs384,  SignatureAlgorithm::Rs512,
    SignatureAlgorithm::Ps256,  SignatureAlgorithm::Ps384,  SignatureAlgorithm::Ps512,
    SignatureAlgorithm::Es256,  SignatureAlgorithm::Es384,  SignatureAlgorithm::Es512,
    SignatureAlgorithm::Es256k, SignatureAlgorithm::Ed25519};
constexpr std::array kSpecs{kRsa2048, kRsa3072, kRsa4096,   kP256,
                            kP384,    kP521,    kSecp256k1, kEd25519};

/// Each bit of the last byte, the first byte and one in the middle; and what is cut or longer.
std::vector<Bytes> spoilt(const Bytes& whole) {
  std::vector<Bytes> all;
  for (const std::size_t at : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      all.push_back(whole);
      all.back()[at] ^= std::byte{1} << bit;
    }
  }
  all.emplace_back(whole.begin(), whole.end() - 1);
  all.push_back(whole);
  all.back().push_back(std::byte{0});
  all.emplace_back();
  return all;
}

class KeyPairTest : public testing::TestWithParam<KnownKeyPair> {
 protected:
  const KnownKeyPair& known() const { return GetParam(); }
  PrivateKey private_key() const {
    return PrivateKey::of_own_der(known().spec, known().private_key).value();
  }
  PublicKey public_key() const { return PublicKey::of_der(known().public_key).value(); }
};

INSTANTIATE_TEST_SUITE_P(OfOpenssl, KeyPairTest, ValuesIn(known_key_pairs()),
                         [](const auto& info) { return info.param.name; });

TEST_P(KeyPairTest, IsReadAndWrittenAsOpensslDoes) {
  EXPECT_EQ(hex_of(private_key().der().reveal()), hex_of(known().private_key));
  EXPECT_EQ(hex_of(private_key().public_key().der()), hex_of(known().public_key));
  EXPECT_EQ(hex_of(public_key().der()), hex_of(known().public_key));
  EXPECT_EQ(public_key().spec(), known().spec);
}

TEST_P(KeyPairTest, IsWrittenInOneFormHoweverItCame) {
  for (const Bytes& form : known().other_forms) {
    const auto key = PrivateKey::of_der(known().spec, form);
    ASSERT_TRUE(key);
    EXPECT_EQ(hex_of(key->der().reveal()), hex_of(known().private_key));
    EXPECT_EQ(hex_of(key->public_key().der()), hex_of(known().public_key));
  }
}

TEST_P(KeyPairTest, VerifiesTheSignaturesOfOpenssl) {
  for (const auto& [algorithm, signature] : known().signatures) {
    EXPECT_TRUE(public_key().verify_der(algorithm, known().message, signature));
    EXPECT_TRUE(private_key().public_key().verify_der(algorithm, known().message, signature));
    Bytes other = known().message;
    other.front() ^= std::byte{1};
    EXPECT_FALSE(public_key().verify_der(algorithm, other, signature));
    for (const Bytes& bad : spoilt(signature)) {
      EXPECT_FALSE(public_key().verify_der(algorithm, known().message, bad)) << hex_of(bad);
    }
  }
}

TEST_P(KeyPairTest, SignsWhatItVerifies) {
  const PrivateKey key = private_key();
  for (const SignatureAlgorithm algorithm : kAlgorithms) {
    const auto signature = key.sign(algorithm, known().message);
    ASSERT_EQ(signature.has_value(), known().signatures.contains(algorithm));
    if (!signature) continue;
    EXPECT_TRUE(public_key().verify_der(algorithm, known().message, *signature));
    // RSASSA-PKCS1-v1_5 and Ed25519 draw nothing: there is but one signature.
    if (known().spec.kind == KeyKind::Ed25519 ||
        (known().spec.kind == KeyKind::Rsa && !is_pss(algorithm))) {
      EXPECT_EQ(*signature, known().signatures.at(algorithm));
    }
  }
}

TEST_P(KeyPairTest, SignsTheDigestAsItSignsTheMessage) {
  const PrivateKey key = private_key();
  for (const auto& [algorithm, signature] : known().signatures) {
    if (algorithm == SignatureAlgorithm::Ed25519) {
      EXPECT_FALSE(key.sign_digest(algorithm, Bytes(64)));
      EXPECT_FALSE(public_key().verify_digest(algorithm, Bytes(64), signature));
      continue;
    }
    const Bytes hashed = digest(hash_of(algorithm), known().message);
    EXPECT_TRUE(public_key().verify_digest(algorithm, hashed, signature));
    const auto made = key.sign_digest(algorithm, hashed);
    ASSERT_TRUE(made);
    EXPECT_TRUE(public_key().verify_der(algorithm, known().message, *made));
    for (const std::size_t wrong : {hashed.size() - 1, hashed.size() + 1, std::size_t{0}}) {
      EXPECT_FALSE(key.sign_digest(algorithm, Bytes(wrong)));
      EXPECT_FALSE(public_key().verify_digest(algorithm, Bytes(wrong), signature));
    }
  }
}

TEST_P(KeyPairTest, OpensWhatOpensslEncrypted) {
  const PrivateKey key = private_key();
  for (const OaepHash hash : {OaepHash::Sha1, OaepHash::Sha256}) {
    if (known().spec.kind != KeyKind::Rsa) {
      EXPECT_FALSE(public_key().encrypt(hash, known().message));
      EXPECT_FALSE(key.decrypt(hash, known().message));
      continue;
    }
    const Bytes& sealed = known().encrypted.at(hash);
    const auto opened = key.decrypt(hash, sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(hex_of(opened->reveal()), hex_of(known().plain));
    for (const Bytes& bad : spoilt(sealed)) EXPECT_FALSE(key.decrypt(hash, bad));
    const OaepHash other = hash == OaepHash::Sha1 ? OaepHash::Sha256 : OaepHash::Sha1;
    EXPECT_FALSE(key.decrypt(other, sealed));
  }
}

TEST_P(KeyPairTest, EncryptsNoMoreThanFits) {
  if (known().spec.kind != KeyKind::Rsa) return;  // it signs only
  // RFC 8017, 7.1.1: the modulus without two digests and two bytes.
  const auto room = static_cast<std::size_t>(known().spec.modulus_bits / 8 - 2 * 32 - 2);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, room}) {
    const Bytes plain(size, std::byte{7});
    const auto sealed = public_key().encrypt(OaepHash::Sha256, plain);
    ASSERT_TRUE(sealed);
    const auto opened = private_key().decrypt(OaepHash::Sha256, *sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(copy_of(opened->reveal()), plain);
  }
  EXPECT_FALSE(public_key().encrypt(OaepHash::Sha256, Bytes(room + 1)));
}

TEST_P(KeyPairTest, AgreesOnWhatOpensslDoes) {
  if (known().peer.empty()) {
    EXPECT_FALSE(private_key().shared_secret(public_key()));
    return;
  }
  const PublicKey peer = PublicKey::of_der(known().peer).value();
  const auto secret = private_key().shared_secret(peer);
  ASSERT_TRUE(secret);
  EXPECT_EQ(hex_of(secret->reveal()), hex_of(known().shared_secret));
}

TEST_P(KeyPairTest, AgreesWithNoKeyOfAnotherKind) {
  const PrivateKey key = private_key();
  for (const KnownKeyPair& other : known_key_pairs()) {
    if (other.spec.kind == known().spec.kind) continue;
    EXPECT_FALSE(key.shared_secret(PublicKey::of_der(other.public_key).value())) << other.name;
  }
}

TEST_P(KeyPairTest, IsNoneOfAnotherSpec) {
  for (const KeyPairSpec& spec : kSpecs) {
    EXPECT_EQ(PrivateKey::of_der(spec, known().private_key).has_value(), spec == known().spec);
  }
  EXPECT_FALSE(PublicKey::of_der(known().private_key));
  EXPECT_FALSE(PrivateKey::of_der(known().spec, known().public_key));
}

TEST_P(KeyPairTest, IsNotReadFromWhatIsCutOrLonger) {
  for (const bool is_private : {true, false}) {
    const Bytes& whole = is_private ? known().private_key : known().public_key;
    const auto is_read = [&](ByteView der) {
      return is_private ? PrivateKey::of_own_der(known().spec, der).has_value()
                        : PublicKey::of_der(der).has_value();
    };
    EXPECT_TRUE(is_read(whole));
    for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 61) {
      EXPECT_FALSE(is_read(ByteView(whole).first(size))) << size;
    }
    Bytes longer = whole;
    longer.push_back(std::byte{0});
    EXPECT_FALSE(is_read(longer));
  }
}

TEST_P(KeyPairTest, IsNotReadWhenItsNumbersDontFit) {
  // The last byte belongs to the public half of a curve's key, to a factor's inverse of RSA's.
  Bytes der = known().private_key;
  der.back() ^= std::byte{1};
  const bool is_seed = known().spec.kind == KeyKind::Ed25519;  // any seed makes a key
  EXPECT_EQ(PrivateKey::of_der(known().spec, der).has_value(), is_seed);
}

TEST(GeneratedKeyPairTest, SignsAndIsReadAgain) {
  for (const KeyPairSpec& spec : {kRsa2048, kP256, kP384, kP521, kSecp256k1, kEd25519}) {
    const PrivateKey key = PrivateKey::generate(spec);
    EXPECT_EQ(key.public_key().spec(), spec);
    const auto read = PrivateKey::of_der(spec, key.der().reveal());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->der(), key.der());
    const auto algorithm = *std::ranges::find_if(
        kAlgorithms, [&](SignatureAlgorithm candidate) { return fits(spec.kind, candidate); });
    const auto signature = read->sign(algorithm, bytes_of("text"));
    ASSERT_TRUE(signature);
    EXPECT_TRUE(key.public_key().verify_der(algorithm, bytes_of("text"), *signature));
    EXPECT_FALSE(key.der() == PrivateKey::generate(spec).der());
  }
}

/// A P-256 SubjectPublicKeyInfo with this point.
Bytes p256_key(std::string_view point_hex) {
  const Bytes point = bytes_of_hex(point_hex).value();
  Bytes der = bytes_of_hex("3000301306072a8648ce3d020106082a8648ce3d0301070300").value();
  der[1] = static_cast<std::byte>(der.size() - 2 + 1 + point.size());
  der.back() = static_cast<std::byte>(point.size() + 1);
  der.push_back(std::byte{0});
  append(der, point);
  return der;
}

TEST(PublicKeyDerTest, TakesPointsOfTheCurveAlone) {
  const std::string x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
  const std::string y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
  std::string beside = y;
  beside.back() = '4';
  ASSERT_TRUE(PublicKey::of_der(p256_key("04" + x + y)));
  EXPECT_TRUE(PublicKey::of_der(p256_key("03" + x))) << "compressed";
  EXPECT_EQ(PublicKey::of_der(p256_key("03" + x))->der(), p256_key("04" + x + y));
  EXPECT_FALSE(PublicKey::of_der(p256_key("04" + x + beside)));
  EXPECT_FALSE(PublicKey::of_der(p256_key("00"))) << "at infinity";
  EXPECT_FALSE(PublicKey::of_der(p256_key("04" + x)));
  EXPECT_FALSE(PublicKey::of_der(p256_key("")));
}

TEST(PublicKeyDerTest, TakesNeitherOtherAlgorithmsNorCurvesThatAreSpeltOut) {
  for (const auto* der :
       {// X25519, a key of RFC 8410
        "302a300506032b656e03210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
        // P-256, with its parameters
        "3082014b3082010306072a8648ce3d02013081f7020101302c06072a8648ce3d0101022100ffffffff00"
        "000001000000000000000000000000ffffffffffffffffffffffff305b0420ffffffff00000001000000"
        "000000000000000000fffffffffffffffffffffffc04205ac635d8aa3a93e7b3ebbd55769886bc651d06"
        "b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a6678e1139d26b7819f7e900441046b17d1"
        "f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c"
        "0f9e162bce33576b315ececbb6406837bf51f5022100ffffffff00000000ffffffffffffffffbce6faad"
        "a7179e84f3b9cac2fc63255102010103420004b4b061713bc25049686c22ec02ed81c3b0eca94fce111d"
        "592d5466dbe4caa35f1018af8350ad11a525f0336eb0942ffac4e576068175eb8da275dd675675dca2",
        // P-224
        "304e301006072a8648ce3d020106052b81040021033a0004c848e02ed975a890077891b1400b3b6f2242"
        "2d29099ca8e1bb83d6fb63924b0ffafad152439effafb9545e6037a980ae588919ef22aa4d53",
        "", "30", "3000", "308400000000", "30820000", "05003000"}) {
    EXPECT_FALSE(PublicKey::of_der(bytes_of_hex(der).value())) << der;
  }
  EXPECT_FALSE(PublicKey::of_der(Bytes(PublicKey::kLongestDer + 1, std::byte{0x30})));
}

// RFC 8032, section 7.1, test 2.
TEST(KeyPairTest, AnEd25519SeedMakesTheKeyOfTheStandard) {
  const PrivateKey key = PrivateKey::of_ed25519_seed(
      *bytes_of_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  const auto signature = key.sign(SignatureAlgorithm::Ed25519, Bytes{std::byte{0x72}});
  ASSERT_TRUE(signature);
  EXPECT_EQ(hex_of(*signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

}  // namespace
}  // namespace strongroom::crypto
